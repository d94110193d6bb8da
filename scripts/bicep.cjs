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
  // Only a question keeps the process of who asks alive; with that process the compiler ends.
  const handles = [compiler, compiler.stdin, compiler.stdout];
  let pending = 0;
  const hold = (more) => {
    pending += more;
    for (const handle of handles) {
      if (pending > 0) handle.ref();
      else handle.unref();
    }
  };
  hold(0);
  return {
    ask: (method, request) => {
      hold(1);
      return connection.sendRequest(`bicep/${method}`, request).finally(() => hold(-1));
    },
    stop: () => {
      dispose();
      compiler.kill();
    },
  };
};
