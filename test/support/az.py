"""
The Azure CLI as a process that forks: its modules are loaded once, not for each of a hundred commands.
`az.py serve <socket>` listens; under any other name it is `az`: it hands its arguments, environment, folder and
streams to the one that listens, and ends with the exit code that comes back.
"""
import json
import os
import socket
import sys

STREAMS = [0, 1, 2]


def command():
    client = socket.socket(socket.AF_UNIX)
    client.connect(os.path.join(os.path.dirname(sys.argv[0]), "socket"))
    request = {"args": sys.argv[1:], "env": dict(os.environ), "cwd": os.getcwd()}
    socket.send_fds(client, [json.dumps(request).encode()], STREAMS)
    code = client.recv(1)
    sys.exit(code[0] if code else 1)


def warm_up():
    """Runs commands that find nothing: they load what commands load."""
    import contextlib
    import gc
    import io
    import logging

    from azure.cli.core import get_default_cli

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
            with contextlib.suppress(SystemExit):
                get_default_cli().invoke(words.split())
    # Their messages would go to streams that are gone.
    for logger in [logging.getLogger(), logging.getLogger("cli")]:
        logger.handlers.clear()
    gc.disable()
    gc.freeze()


def answer(connection):
    import runpy
    import traceback

    data, streams, _, _ = socket.recv_fds(connection, 1 << 20, len(STREAMS))
    request = json.loads(data)
    for stream, handle in zip(STREAMS, streams):
        os.dup2(handle, stream)
        os.close(handle)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    sys.argv = ["az", *request["args"]]
    code = 0
    try:
        runpy.run_module("azure.cli", run_name="__main__")
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.send(bytes([code if isinstance(code, int) else 1]))


def serve(path):
    import signal

    warm_up()
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            server.close()
            answer(connection)
            os._exit(0)
        connection.close()


if len(sys.argv) > 1 and sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    command()
