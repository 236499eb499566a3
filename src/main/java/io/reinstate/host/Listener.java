package io.reinstate.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A socket of this machine that takes connections, from {@code /proc/net/tcp} and {@code tcp6}
 * (proc(5)).
 *
 * @param address where it listens; a wildcard for every address
 * @param user the id of the user who opened it
 * @param processes that hold it; none where they are another user's, and Reinstate may not look, or
 *     in a container
 */
public record Listener(InetAddress address, int port, long user, List<ProcessStat> processes) {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";

  private record Socket(InetAddress address, int port, long user, String inode) {}

  public Listener {
    processes = List.copyOf(processes);
  }

  /** All that listen at this port now, whatever the address. */
  static List<Listener> at(int port) {
    var sockets =
        Stream.of("tcp", "tcp6").flatMap(table -> sockets(PROC.resolve("net").resolve(table)));
    var listening = sockets.filter(socket -> socket.port() == port).toList();
    if (listening.isEmpty()) {
      return List.of();
    }
    var holders = holders(listening.stream().map(Socket::inode).toList());
    return listening.stream()
        .map(
            socket ->
                new Listener(
                    socket.address(),
                    port,
                    socket.user(),
                    holders.getOrDefault(socket.inode(), List.of())))
        .toList();
  }

  /** Who it is, for people: process, program, user and session. */
  public String who() {
    var name =
        SystemUser.of(Long.toString(user)).map(SystemUser::name).orElse("with the id " + user);
    if (processes.isEmpty()) {
      return "a process of user %s that Reinstate may not look at".formatted(name);
    }
    return processes.stream()
        .map(
            process ->
                "process %d («%s») of user %s in session %d"
                    .formatted(process.pid(), process.program(), name, process.session()))
        .collect(Collectors.joining(", "));
  }

  private static Stream<Socket> sockets(Path table) {
    try {
      return Files.readAllLines(table, ISO_8859_1).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[3].equals(LISTENS))
          .map(Listener::socket);
    } catch (NoSuchFileException e) {
      // There is no IPv6.
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket socket(String[] fields) {
    var local = fields[1].split(":");
    return new Socket(
        address(local[0]), Integer.parseInt(local[1], 16), Long.parseLong(fields[7]), fields[9]);
  }

  /** Each four bytes are a number of the machine, whose lowest byte comes first. */
  static InetAddress address(String hex) {
    var bytes = new byte[hex.length() / 2];
    for (var i = 0; i < bytes.length; i++) {
      var at = i / 4 * 4 + 3 - i % 4;
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(hex, e);
    }
  }

  private static Map<String, List<ProcessStat>> holders(List<String> inodes) {
    var links = inodes.stream().collect(Collectors.toMap(i -> "socket:[" + i + "]", i -> i));
    var holders = new HashMap<String, List<ProcessStat>>();
    for (var process : ProcessStat.all()) {
      openFiles(process)
          .distinct()
          .map(links::get)
          .filter(inode -> inode != null)
          .forEach(inode -> holders.computeIfAbsent(inode, i -> new ArrayList<>()).add(process));
    }
    return holders;
  }

  private static Stream<String> openFiles(ProcessStat process) {
    var directory = PROC.resolve(process.pid() + "/fd");
    try (var files = Files.list(directory)) {
      return files.flatMap(Listener::target).toList().stream();
    } catch (IOException | UncheckedIOException e) {
      // Not ours to look at, or gone.
      return Stream.empty();
    }
  }

  private static Stream<String> target(Path link) {
    try {
      return Stream.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      // It was closed while we looked.
      return Stream.empty();
    }
  }
}
