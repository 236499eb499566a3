package io.reinstate.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process as Linux sees it, from {@code /proc/<pid>/stat} (proc(5)).
 *
 * @param state {@code R}, {@code S}, {@code Z} …
 * @param group its process group
 * @param session its session
 * @param threads how many threads it has
 * @param startTicks when it started, in clock ticks since boot; pid and start together are unique
 *     until the next boot
 * @param cpuTicks processor time it has used itself, in user and kernel mode, in clock ticks
 */
public record ProcessStat(
    long pid, char state, long group, long session, long threads, long startTicks, long cpuTicks) {

  /** Clock ticks a second in what Linux tells about processes (USER_HZ), whatever the machine. */
  public static final int TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");

  /** The process of that id, a zombie included; nothing when there is none. */
  public static Optional<ProcessStat> of(long pid) {
    return read(PROC.resolve(Long.toString(pid)));
  }

  /** Every process there is. */
  public static List<ProcessStat> all() {
    try (var entries = Files.list(PROC)) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .flatMap(entry -> read(entry).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether it has ended. A zombie has, though nobody may ever collect it in a container; one whose
   * first thread alone has ended has not.
   */
  public boolean dead() {
    return state == 'X' || state == 'Z' && threads <= 1;
  }

  /** The real user id it has now; nothing when it is gone. */
  public OptionalLong user() {
    try (var lines = Files.lines(PROC.resolve(pid + "/status"), ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // It ended while we looked.
      return OptionalLong.empty();
    }
  }

  /** What it runs, at most 15 characters; without arguments, which may hold secrets. */
  public String program() {
    try {
      return Files.readString(PROC.resolve(pid + "/comm"), ISO_8859_1).strip();
    } catch (IOException e) {
      // It ended while we looked.
      return "ended";
    }
  }

  /** Bytes of memory it has resident now, shared ones included; zero when it is gone. */
  public long residentBytes() {
    try (var lines = Files.lines(PROC.resolve(pid + "/status"), ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // It ended while we looked.
      return 0;
    }
  }

  private static Optional<ProcessStat> read(Path process) {
    try {
      return Optional.of(parse(Files.readString(process.resolve("stat"), ISO_8859_1)));
    } catch (IOException e) {
      // It ended while we looked.
      return Optional.empty();
    }
  }

  /** The program's name stands in parentheses and may itself hold spaces and parentheses. */
  static ProcessStat parse(String stat) {
    var pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new ProcessStat(
        pid,
        fields[0].charAt(0),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[17]),
        Long.parseLong(fields[19]),
        Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }
}
