"""The databases the tests are given."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from tests.servers.postgres import PostgresServer


def test_each_test_has_a_database_of_its_own(postgresql_server: PostgresServer) -> None:
    with postgresql_server.database() as first, postgresql_server.database() as second:
        for url in (first, second):
            engine = create_engine(url)
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE seat (id int)"))
            engine.dispose()
        assert first != second


def test_a_database_is_made_from_a_template(postgresql_server: PostgresServer) -> None:
    with postgresql_server.database() as template:
        engine = create_engine(template)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE seat AS SELECT 7 AS id"))
        engine.dispose()
        with postgresql_server.database(template=template.rpartition("/")[2]) as copy:
            engine = create_engine(copy)
            with engine.connect() as connection:
                assert connection.execute(text("SELECT id FROM seat")).scalar_one() == 7
            engine.dispose()
