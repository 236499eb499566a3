package io.reinstate.web;

import jakarta.servlet.ServletContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** The way from a webapp plugin's resource, which Camunda makes, to what Spring made. */
public final class Beans {

  private Beans() {}

  public static <T> T of(ServletContext servlet, Class<T> type) {
    return WebApplicationContextUtils.getRequiredWebApplicationContext(servlet).getBean(type);
  }
}
