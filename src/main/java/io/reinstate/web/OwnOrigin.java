package io.reinstate.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Tells {@link ForeignPages} which origins are our own, and puts it before everything else. */
@Configuration(proxyBeanMethods = false)
class OwnOrigin {

  private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost", "[::1]");

  /** Before the logins, so that nobody tries passwords from a foreign page. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  FilterRegistrationBean<ForeignPages> foreignPages(
      ServerProperties server, OriginSettings settings) {
    var filter =
        new FilterRegistrationBean<>(
            new ForeignPages(hosts(server.getAddress()), settings.origins()));
    filter.addUrlPatterns("/*");
    filter.setName("foreign-pages");
    filter.setOrder(ORDER);
    return filter;
  }

  private static Set<String> hosts(InetAddress address) {
    var hosts = new LinkedHashSet<>(THIS_MACHINE);
    if (address != null && !address.isAnyLocalAddress()) {
      hosts.add(
          address instanceof Inet6Address
              ? "[" + address.getHostAddress() + "]"
              : address.getHostAddress());
    }
    return hosts;
  }
}
