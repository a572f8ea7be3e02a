"""Growth curves as SVG, drawn in the environment of bench.peers: python bench/curves.py FIGURES.json FOLDER"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot


def main() -> None:
    told, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams |= {"svg.hashsalt": "saan", "svg.fonttype": "none"}
    for name, lines in json.loads(told.read_text()).items():
        draw(folder / f"{name}.svg", lines)


def draw(file: Path, lines: dict) -> None:
    """`lines`: title → [[size, value], …]; both axes logarithmic, so that a straight line of slope 1 is fair growth."""
    picture, axes = pyplot.subplots(figsize=(7, 4))
    for title, points in lines.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=title)
    axes.set(xscale="log", yscale="log", xlabel="rows")
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.02, 1))  # beside the lines, however many they are
    picture.savefig(file, metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    main()
