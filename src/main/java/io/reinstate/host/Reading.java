package io.reinstate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text read in one way, and where each character of that stands in the text. */
final class Reading {

  /** A stretch of the text, without the character at its end. */
  record Found(int start, int end) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return Integer.compare(start, other.start);
    }
  }

  /** A piece of a secret at a line's end or beginning that is shorter tells little. */
  private static final int PIECE = 12;

  private static final Pattern BACKSLASH =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))");
  private static final Pattern PERCENT = Pattern.compile("((?:%[0-9a-fA-F]{2})+)|\\+");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));");
  private static final Pattern BYTE = Pattern.compile("[ ,:-]?(?:\\\\x|0x)?([0-9a-fA-F]{2})");
  private static final Pattern OTHER_SIGNS = Pattern.compile("%2[bB]|%2[fF]|\\\\/|[-_]");

  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");
  private static final Map<String, String> LETTERS = Map.of("n", "\n", "r", "\r", "t", "\t");

  private final StringBuilder read = new StringBuilder();
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private String folded = "";

  private Reading() {}

  /** In one letter case; characters stay where they are. */
  static String folded(String text) {
    var characters = text.toCharArray();
    for (var i = 0; i < characters.length; i++) {
      characters[i] = Character.toLowerCase(characters[i]);
    }
    return new String(characters);
  }

  static Reading asItIs(String text) {
    return of(text, null, match -> "");
  }

  /** As it is, and without the escapes of shells, JSON, XML and URLs. */
  static List<Reading> unescaped(String text) {
    var readings = new ArrayList<>(List.of(asItIs(text)));
    if (text.indexOf('\\') >= 0) {
      readings.add(of(text, BACKSLASH, Reading::escaped));
    }
    if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0) {
      Stream.of(" ", "+").forEach(plus -> readings.add(of(text, PERCENT, m -> bytes(m, plus))));
    }
    if (text.indexOf('&') >= 0) {
      readings.add(of(text, ENTITY, Reading::entity));
    }
    return readings;
  }

  /** With the signs of the standard alphabet. */
  static Reading base64(String text) {
    return of(text, OTHER_SIGNS, match -> match.group().matches("-|%2[bB]") ? "+" : "/");
  }

  /** The digits of bytes, whatever stands between two of them. */
  static Reading hexadecimal(String text) {
    return of(text, BYTE, match -> match.group(1));
  }

  private interface Meaning {
    String of(Matcher match);
  }

  private static Reading of(String text, Pattern escape, Meaning meaning) {
    var reading = new Reading();
    var at = 0;
    if (escape != null) {
      for (var match = escape.matcher(text); match.find(); at = match.end()) {
        reading.copy(text, at, match.start());
        var meant = meaning.of(match);
        var start = escape == BYTE ? match.start(1) : match.start();
        for (var i = 0; i < meant.length(); i++) {
          reading.add(meant.charAt(i), start, match.end());
        }
      }
    }
    reading.copy(text, at, text.length());
    reading.folded = folded(reading.read.toString());
    return reading;
  }

  private void copy(String text, int from, int to) {
    for (var i = from; i < to; i++) {
      add(text.charAt(i), i, i + 1);
    }
  }

  private void add(char character, int start, int end) {
    var at = read.length();
    if (at == starts.length) {
      starts = Arrays.copyOf(starts, 2 * at);
      ends = Arrays.copyOf(ends, 2 * at);
    }
    starts[at] = start;
    ends[at] = end;
    read.append(character);
  }

  private static String escaped(Matcher match) {
    for (var group = 1; group <= 2; group++) {
      if (match.group(group) != null) {
        return Character.toString(Integer.parseInt(match.group(group), 16));
      }
    }
    return LETTERS.getOrDefault(match.group(3), match.group(3));
  }

  private static String bytes(Matcher match, String plus) {
    if (match.group(1) == null) {
      return plus;
    }
    var bytes = new ByteArrayOutputStream();
    Arrays.stream(match.group(1).substring(1).split("%"))
        .forEach(each -> bytes.write(Integer.parseInt(each, 16)));
    return bytes.toString(UTF_8);
  }

  private static String entity(Matcher match) {
    if (match.group(3) != null) {
      return ENTITIES.get(match.group(3));
    }
    var code =
        match.group(1) == null
            ? Integer.parseInt(match.group(2), 16)
            : Integer.parseInt(match.group(1));
    return Character.isValidCodePoint(code) ? Character.toString(code) : match.group();
  }

  /** Adds where a word stands with neither letter nor digit beside it, in this letter case. */
  void findAlone(String word, List<Found> found) {
    for (var at = read.indexOf(word); at >= 0; at = read.indexOf(word, at + 1)) {
      if (!joins(at - 1, at) && !joins(at + word.length() - 1, at + word.length())) {
        found.add(between(at, at + word.length()));
      }
    }
  }

  private boolean joins(int left, int right) {
    return left >= 0
        && right < read.length()
        && Character.isLetterOrDigit(read.charAt(left))
        && Character.isLetterOrDigit(read.charAt(right));
  }

  /** Adds where a folded text stands, whole or broken over lines. */
  void find(String token, List<Found> found) {
    for (var at = folded.indexOf(token); at >= 0; at = folded.indexOf(token, at + 1)) {
      found.add(between(at, at + token.length()));
    }
    if (token.length() > PIECE) {
      for (var start = 0; start < folded.length(); ) {
        var end = folded.indexOf('\n', start);
        end = end < 0 ? folded.length() : end;
        findPieces(token, start, end, found);
        start = end + 1;
      }
    }
  }

  private void findPieces(String token, int start, int end, List<Found> found) {
    var line = folded.substring(start, end).strip();
    if (line.length() < PIECE) {
      return;
    }
    var from = folded.indexOf(line, start);
    var to = from + line.length();
    if (token.contains(line)) {
      found.add(between(from, to));
      return;
    }
    var head = token.substring(0, PIECE);
    for (var at = line.lastIndexOf(head); at >= 0; at = line.lastIndexOf(head, at - 1)) {
      if (token.startsWith(line.substring(at))) {
        found.add(between(from + at, to));
      }
    }
    var last = token.substring(token.length() - PIECE);
    for (var at = line.indexOf(last); at >= 0; at = line.indexOf(last, at + 1)) {
      if (token.endsWith(line.substring(0, at + PIECE))) {
        found.add(between(from, from + at + PIECE));
      }
    }
  }

  private Found between(int from, int to) {
    return new Found(starts[from], ends[to - 1]);
  }
}
