"""Splink on normalised Thai rows, set up as well as we know how; runs in the environment of bench.peers.

python bench/splinked.py ROWS.parquet PEOPLE.csv PAIRS.parquet: the columns are those of bench.linkage.for_splink.
"""

import logging
import sys
import warnings

import splink.comparison_level_library as level
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison, ExactMatch

MATCH = 0.5


def name(column: str) -> CustomComparison:
    """The name itself, its consonants (common ones tell less), then ever less alike."""
    return CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(f"{column}_fold"),
            level.ExactMatchLevel(f"{column}_fold").configure(tf_adjustment_column=f"{column}_fold"),
            level.ExactMatchLevel(f"{column}_skeleton").configure(tf_adjustment_column=f"{column}_skeleton"),
            level.DamerauLevenshteinLevel(f"{column}_fold", 1),
            level.JaroWinklerLevel(f"{column}_fold", 0.88),
            level.JaroWinklerLevel(f"{column}_fold", 0.7),
            level.ElseLevel(),
        ],
    )


BIRTH = CustomComparison(
    output_column_name="birth",
    comparison_levels=[
        level.CustomLevel("birth_l IS NULL OR birth_r IS NULL", "null").configure(is_null_level=True),
        level.ExactMatchLevel("birth"),
        level.CustomLevel(
            "year_l = year_r AND month_l = day_r AND day_l = month_r OR "
            "(year_l = year_r)::int + (month_l = month_r)::int + (day_l = day_r)::int = 2",
            "one part differs",
        ),
        level.CustomLevel("year_l = year_r", "year"),
        level.CustomLevel("abs(year_l - year_r) IN (1, 10, 43, 57, 543)", "year mistaken"),
        level.ElseLevel(),
    ],
)
CID = CustomComparison(
    output_column_name="cid",
    comparison_levels=[
        level.NullLevel("cid"),
        level.ExactMatchLevel("cid"),
        level.DamerauLevenshteinLevel("cid", 2),
        level.ElseLevel(),
    ],
)
HOME = CustomComparison(
    output_column_name="home",
    comparison_levels=[
        level.NullLevel("place"),
        level.ExactMatchLevel("home").configure(tf_adjustment_column="home"),
        level.CustomLevel("place_l = place_r AND moo_l = moo_r", "village"),
        level.ExactMatchLevel("place"),
        level.ElseLevel(),
    ],
)
BLOCKS = [
    block_on("cid"),
    block_on("given_skeleton", "family_skeleton"),
    block_on("given_skeleton", "birth"),
    block_on("family_skeleton", "birth"),
    block_on("given_skeleton", "place", "year"),
    block_on("family_skeleton", "place", "year"),
    block_on("phone"),
    block_on("home", "year"),
    block_on("place", "birth"),
]
SETTINGS = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="row",
    blocking_rules_to_generate_predictions=BLOCKS,
    comparisons=[name("given"), name("family"), BIRTH, CID, ExactMatch("phone"), HOME, ExactMatch("sex")],
)


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    rows, people, pairs = sys.argv[1:]
    database = DuckDBAPI()
    linker = Linker(database.register(rows_of(database, rows)), SETTINGS)
    learnt(linker)
    found = linker.inference.predict(threshold_match_probability=0.05)
    linker.clustering.cluster_pairwise_predictions_at_threshold(found, MATCH).as_duckdbpyrelation().write_csv(people)
    found.as_duckdbpyrelation().select("row_l, row_r, match_probability").write_parquet(pairs)


def rows_of(database: DuckDBAPI, file: str):
    return database._con.read_parquet(file)


def learnt(linker: Linker) -> None:
    sure = [block_on("cid"), block_on("given_skeleton", "family_skeleton", "birth")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for block in (block_on("given_skeleton", "family_skeleton"), block_on("birth", "place")):
        linker.training.estimate_parameters_using_expectation_maximisation(block, fix_u_probabilities=True)


if __name__ == "__main__":
    main()
