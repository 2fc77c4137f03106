# words.py: transcripts as they are compared: what recognisers write differently
# without hearing differently is made the same.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

ONES = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DIGIT = {**{word: str(i) for i, word in enumerate(ONES)}, "oh": "0", "o": "0"}
SHORT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "ok": "okay", "grey": "gray", "colour": "color",
         "cannot": "can not"}


def number_words(number):
    """1200 → one thousand two hundred."""
    if number < 10:
        return [ONES[number]]
    if number < 20:
        return [TEENS[number - 10]]
    if number < 100:
        return [TENS[number // 10 - 2]] + (number_words(number % 10) if number % 10 else [])
    if number < 1000:
        return [ONES[number // 100], "hundred"] + (number_words(number % 100) if number % 100 else [])
    if number < 1_000_000:
        return number_words(number // 1000) + ["thousand"] + (number_words(number % 1000) if number % 1000 else [])
    return [ONES[int(digit)] for digit in str(number)]


def figures(match):
    """What stands in figures, as it is said. Groups of a telephone number are said figure by figure."""
    text = match.group(0)
    digits = re.sub(r"\D", "", text)
    if text.startswith("$"):
        return " " + " ".join(number_words(int(digits))) + " dollars "
    if len(digits) > 4 or re.search(r"\d[-. )]+\d", text) or text.startswith("0"):
        return " " + " ".join(ONES[int(digit)] for digit in digits) + " "
    return " " + " ".join(number_words(int(digits))) + " "


def normalise(text):
    """The words of @text, in lower case, without punctuation, with figures as words."""
    text = text.lower().replace("’", "'").replace(",000", "000")
    text = re.sub(r"(\d)\s*%", r"\1 percent", text)
    text = re.sub(r"\$?\(?\d[\d]*(?:[-. )]+\d+)*", figures, text)
    words = []
    for word in re.sub(r"[^a-z' ]", " ", text).split():
        word = word.strip("'")
        words += SHORT.get(word, word).split()
    # “Oh” is how a zero is said; both are the same figure.
    return ["zero" if word == "oh" else word for word in words if word]


def digits(words):
    """The figures that are said, everything else as a gap: “eight hundred”, “double five”."""
    out, times = "", 1
    for i, word in enumerate(words):
        if word in ("double", "triple"):
            times = 2 if word == "double" else 3
            continue
        if word in DIGIT:
            out += DIGIT[word] * times
        elif word in TENS:
            following = words[i + 1] if i + 1 < len(words) else ""
            out += str(TENS.index(word) + 2) + ("" if following in ONES[1:] else "0")
        elif word in TEENS:
            out += str(TEENS.index(word) + 10)
        elif word == "hundred":
            out += "00"
        elif word == "thousand":
            out += "000"
        else:
            out += " "
        times = 1
    return out


def contains(words, wanted):
    """Whether the words of @wanted stand in @words, one after the other."""
    wanted = wanted.split()
    return any(words[i:i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))


def errors(reference, words):
    """Words left out, put in and heard as others, the least number that explains @words."""
    row = list(range(len(words) + 1))
    for i, wanted in enumerate(reference, 1):
        before, row = row, [i]
        for j, word in enumerate(words, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (wanted != word)))
    return row[-1]
