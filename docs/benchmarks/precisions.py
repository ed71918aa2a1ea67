"""How far verdicts in bf16 are from those in fp32: two evaluations of one model on the same faces.

    ./delocate evaluate --data store:STORE --split val --precision bf16 --out bf16
    ./delocate evaluate --data store:STORE --split val --precision fp32 --out fp32
    python3 docs/benchmarks/precisions.py model.json bf16/scores.csv fp32/scores.csv

The first argument is the card of the model, for its calibration and thresholds.
"""

import csv
import json
import math
import sys


def probabilities(file, calibration):
    with open(file, newline="") as lines:
        return {
            row["video"]: 1 / (1 + math.exp(-(float(row["logit"]) / calibration["temperature"] + calibration["bias"])))
            for row in csv.DictReader(lines)
        }


def label(probability, calibration):
    if probability >= calibration["threshold"]:
        return "forged"
    return "authentic" if probability < calibration.get("authenticBelow", calibration["threshold"]) else "inconclusive"


def main():
    card, rough_file, exact_file = sys.argv[1:]
    with open(card) as file:
        calibration = json.load(file)["calibration"]
    rough = probabilities(rough_file, calibration)
    exact = probabilities(exact_file, calibration)
    keys = sorted(rough.keys() & exact.keys())
    differences = [abs(rough[key] - exact[key]) for key in keys]
    labels = [{label(rough[key], calibration), label(exact[key], calibration)} for key in keys]
    crossed = sum("forged" in pair and len(pair) > 1 for pair in labels)
    print(f"{len(keys)} faces: probability differs by {max(differences):.4f} at most, {sum(differences) / len(keys):.5f} on average")
    print(f"another label: {sum(len(pair) > 1 for pair in labels)}; forged in one only: {crossed}")
    print(f"forged in one, authentic in the other: {sum(pair == {'forged', 'authentic'} for pair in labels)}")


if __name__ == "__main__":
    main()
