package io.reinstate.rollback;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is not Reinstate's own word, for texts in Markdown: reasons, names of files, lines of logs,
 * what programs and people said. Nothing in it is formatted, hides or reorders what stands beside
 * it; characters that nobody would see are written out ({@code <U+202E>}).
 */
public final class Quoted {

  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>~|#!&@{}]");

  /** What becomes a link by itself: {@code http://x}, {@code www.x}; {@code @} is markup above. */
  private static final Pattern LINK = Pattern.compile("(?i):(?=//)|(?<=www)\\.|(?<=mailto):");

  /** What makes a heading, a list or a line of its own at the beginning of a line. */
  private static final Pattern OPENING = Pattern.compile("^( *)([-+=]|[0-9]+(?=[.)]))");

  private static final Pattern LINES = Pattern.compile("\r\n|[\n\r]");
  private static final Pattern FENCES = Pattern.compile("`+");

  private Quoted() {}

  /** Within a sentence, on one line. */
  public static String text(String said) {
    return escaped(visible(said));
  }

  /** A name or a value as code, on one line. */
  public static String code(String said) {
    var name = visible(said);
    var fence =
        FENCES.matcher(name).results().mapToInt(run -> run.group().length()).max().orElse(0) + 1;
    var edge = fence > 1 || name.startsWith(" ") || name.isEmpty() ? " " : "";
    return "`".repeat(fence) + edge + name + edge + "`".repeat(fence);
  }

  /** Lines as code, in a block of their own. */
  public static String lines(Iterable<String> said) {
    var text = new StringBuilder();
    said.forEach(line -> text.append(visible(line)).append('\n'));
    var longest = FENCES.matcher(text).results().mapToInt(run -> run.group().length()).max();
    var fence = "`".repeat(Math.max(3, longest.orElse(0) + 1));
    return fence + "\n" + text + fence;
  }

  /** A paragraph of its own that shows that somebody else said it. */
  public static String block(String said) {
    return LINES
        .splitAsStream(said.strip())
        .map(line -> line.isBlank() ? ">" : "> " + escaped(visible(line)) + "  ")
        .collect(Collectors.joining("\n"));
  }

  private static String escaped(String line) {
    var plain = MARKUP.matcher(line).replaceAll("\\\\$0");
    plain = LINK.matcher(plain).replaceAll("\\\\$0");
    var opening = OPENING.matcher(plain);
    return opening.find()
        ? opening.group(1)
            + (Character.isDigit(opening.group(2).charAt(0))
                ? opening.group(2) + "\\"
                : "\\" + opening.group(2))
            + plain.substring(opening.end())
        : plain;
  }

  /** The same text with every character to be seen, those that turn the direction among them. */
  public static String visible(String said) {
    var text = new StringBuilder();
    said.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    text.append(written(point));
                default -> text.appendCodePoint(point);
              }
            });
    return text.toString();
  }

  private static String written(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "<U+%04X>".formatted(point);
    };
  }
}
