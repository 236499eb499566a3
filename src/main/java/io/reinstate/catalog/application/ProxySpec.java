package io.reinstate.catalog.application;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A proxy that can lead the traffic elsewhere without dropping a request. */
public sealed interface ProxySpec {

  /**
   * Caddy, through its admin API.
   *
   * @param admin its address ({@code http://127.0.0.1:2019})
   * @param id the {@code @id} of the {@code reverse_proxy} handler whose upstream is switched
   */
  record Caddy(URI admin, String id) implements ProxySpec {}

  /**
   * HAProxy, through its runtime API.
   *
   * @param socket the absolute path of its stats socket, of level admin
   * @param backend the backend that has one server a colour
   * @param stateFile the absolute path of the file HAProxy loads the state of its servers from;
   *     written after a switch
   */
  record Haproxy(Path socket, String backend, Optional<Path> stateFile) implements ProxySpec {}

  /**
   * nginx, by a file it includes and a reload.
   *
   * @param file the absolute path of the file that holds the upstream block, and nothing else
   * @param name the name of the upstream block
   * @param serving a URL of nginx whose answer has the header {@code X-Reinstate} with {@code
   *     $upstream_addr $pid}: which upstream answered, and which worker
   * @param test checks the configuration
   * @param reload makes nginx read it; running requests are finished by the old workers
   */
  record Nginx(Path file, String name, URI serving, CommandSpec test, CommandSpec reload)
      implements ProxySpec {}
}
