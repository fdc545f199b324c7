"""The tables of many returns, read by programs of others: DuckDB reads the CSV files, datasette the SQLite file.

Neither is a dependency. Put them into an environment of their own, and name its Python:
``python3 -m venv E; E/bin/pip install duckdb datasette; python -m benchmarks.desk_tables E/bin/python [RETURNS]``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._desk_post import Expected, write_post
from benchmarks._measuring import Figure, print_all, seconds
from benchmarks.desk import take_all
from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import FileState

RETURNS = 1_000

OF_OTHERS = """
import asyncio, json, pathlib, sys, duckdb
from datasette.app import Datasette

folder = pathlib.Path(sys.argv[1])
names = sorted(path.stem for path in folder.glob("*.csv"))
table = lambda name: f"read_csv('{folder / name}.csv', header = true, all_varchar = true)"
count = lambda name: duckdb.sql(f"SELECT count(*) FROM {table(name)}").fetchall()[0][0]
by_agency = duckdb.sql(
    f"SELECT agency, answer_code, count(*) FROM {table('answers')} AS a "
    f"SEMI JOIN {table('files')} AS f ON a.reference = f.reference AND a.agency = f.agency AND f.state = 'counted' "
    "WHERE question_id = 'training' GROUP BY ALL"
).fetchall()

async def served():
    data = Datasette([str(folder / "returns.db")], metadata=json.loads((folder / "datasette.json").read_text()))
    found = {}
    for name in names:
        answer = await data.client.get(f"/returns/{name}.json?_size=0&_shape=objects")
        assert answer.status_code == 200, (name, answer.text)
        found[name] = answer.json().get("filtered_table_rows_count", answer.json().get("count"))
        page = await data.client.get(f"/returns/{name}")
        assert page.status_code == 200, name
    return found

rows = {name: count(name) for name in names}
print(json.dumps({"duckdb": rows, "datasette": asyncio.run(served()), "by": by_agency}))
"""
"""Runs under the other Python: the rows of each table, and how each agency answered one question."""


def tables(folder: Path, python: str, returns: int) -> Iterator[Figure]:
    """Take returns in, write the tables, and let the others count."""
    record = _written(folder, returns)
    command = [python, "-c", OF_OTHERS, str(folder / "tables")]
    found: dict[str, Any] = {}
    took = seconds(lambda: found.update(json.loads(subprocess.run(command, check=True, stdout=-1).stdout)))
    wanted = Counter((one.agency, one.choice) for one in record if one.state is FileState.COUNTED)
    read = {(agency, choice): number for agency, choice, number in found["by"]}
    print(f"{sum(found['duckdb'].values())} rows in {len(found['duckdb'])} tables, read in {took:.1f} s")
    yield Figure("tables: answers that DuckDB counts in another way", sum((wanted - Counter(read)).values()), "", 0)
    yield Figure("tables: answers that the record does not have", sum((Counter(read) - wanted).values()), "", 0)
    differ = {name for name, rows in found["duckdb"].items() if found["datasette"][name] != rows}
    yield Figure("tables: other rows in datasette than in DuckDB", len(differ), "tables", 0)


def _written(folder: Path, returns: int) -> tuple[Expected, ...]:
    officer, received = Officer(Home(folder / "home"), sentence), folder / "in"
    received.mkdir()
    record = write_post(received, range(returns), returns)
    create_desk(folder / "desk", officer, "Benchmark")
    take_all(folder / "desk", folder / "home", received)
    with ReceivingDesk(folder / "desk", officer) as desk:
        write_desk_tables(desk, folder / "tables")
    return record


def main(python: str, returns: int = RETURNS) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        print_all(tables(Path(name), python, returns))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
