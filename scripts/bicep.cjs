// A Bicep compiler that answers many questions: `bicep jsonrpc` behind Microsoft's own JSON-RPC library.
const { spawn } = require('node:child_process');
const {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} = require('vscode-jsonrpc/node');

exports.connectBicep = (path, settings = {}) => {
  const compiler = spawn(path, ['jsonrpc', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...settings, ...process.env },
  });
  const connection = createMessageConnection(
    new StreamMessageReader(compiler.stdout),
    new StreamMessageWriter(compiler.stdin),
  );
  const dispose = () => connection.dispose();
  compiler.once('error', dispose);
  compiler.once('exit', dispose);
  connection.listen();
  return {
    ask: (method, request) => connection.sendRequest(`bicep/${method}`, request),
    stop: () => {
      dispose();
      compiler.kill();
    },
  };
};
