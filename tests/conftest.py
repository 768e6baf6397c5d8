"""Real servers for every test that asks for one."""

pytest_plugins = [
    "tests.servers.certificates",
    "tests.servers.dovecot",
    "tests.servers.postgres",
    "tests.servers.sink",
    "tests.servers.postfix",
    "tests.servers.both",
]
