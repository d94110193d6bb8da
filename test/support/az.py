"""
The Azure CLI as a few processes that stay: its modules are loaded once, not for each of a hundred commands.
`az.py serve <socket>` starts them; under any other name it is `az`: it hands its arguments, environment, folder and
streams to one of them, and ends with the exit code that comes back.
"""
# No more: each command loads this.
import _socket
import os
import sys

STREAMS = [0, 1, 2]
PROCESSES = 3


def command():
    client = _socket.socket(_socket.AF_UNIX)
    client.connect(os.path.join(os.path.dirname(sys.argv[0]), "socket"))
    request = repr({"args": sys.argv[1:], "env": dict(os.environ), "cwd": os.getcwd()})
    streams = b"".join(stream.to_bytes(4, sys.byteorder) for stream in STREAMS)
    client.sendmsg([request.encode()], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
    code = client.recv(1)
    sys.exit(code[0] if code else 1)


def invoke(words):
    """One command, as the module that the program runs; gives back its exit code."""
    import logging
    import runpy
    import traceback

    sys.argv = ["az", *words]
    try:
        runpy.run_module("azure.cli", run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # They keep the level that this command was given.
    for logger in [logging.getLogger(), logging.getLogger("cli")]:
        logger.handlers.clear()
    return code if isinstance(code, int) else 1


def warm_up():
    """Runs commands that find nothing: they load what commands load."""
    import contextlib
    import gc
    import io

    # Here: it keeps the streams that it finds.
    import azure.cli.core  # noqa: F401

    resource = "/subscriptions/x/resourceGroups/x/providers/x/x/x"
    for words in [
        f"resource show --api-version 2022-02-14 --ids {resource}",
        "deployment group show --resource-group x --name x",
        "image builder run --resource-group x --name x",
        "image builder delete --resource-group x --name x",
        "deployment group create --help",
        "account show",
        "rest --url /subscriptions/x",
    ]:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            invoke(words.split())
    gc.freeze()


def answer(connection):
    import ast
    import socket

    data, streams, _, _ = socket.recv_fds(connection, 1 << 20, len(STREAMS))
    request = ast.literal_eval(data.decode())
    idle = [os.dup(stream) for stream in STREAMS]
    for stream, handle in zip(STREAMS, streams):
        os.dup2(handle, stream)
        os.close(handle)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    code = invoke(request["args"])
    for stream, handle in zip(STREAMS, idle):
        os.dup2(handle, stream)
        os.close(handle)
    connection.send(bytes([code]))
    connection.close()


def serve(path):
    """Answers until the other end of its input is closed."""
    import select
    import socket

    warm_up()
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    server.setblocking(False)
    for _ in range(PROCESSES - 1):
        if os.fork() == 0:
            break
    while True:
        ready, _, _ = select.select([server, 0], [], [])
        if 0 in ready:
            os._exit(0)
        try:
            connection, _ = server.accept()
        except BlockingIOError:
            continue
        connection.setblocking(True)
        answer(connection)


if len(sys.argv) > 1 and sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    command()
