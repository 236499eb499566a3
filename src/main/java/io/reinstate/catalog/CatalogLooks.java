package io.reinstate.catalog;

import java.time.Duration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Looks at the files of the catalog again and again, in a thread of its own: a directory that does
 * not answer keeps nothing else waiting.
 */
final class CatalogLooks implements AutoCloseable {

  private final ThreadPoolTaskScheduler thread = new ThreadPoolTaskScheduler();

  /**
   * @param each from the end of one look to the next; zero for none
   */
  CatalogLooks(CatalogReload reload, Duration each) {
    thread.setThreadNamePrefix("catalog-");
    thread.setDaemon(true);
    thread.initialize();
    if (!each.isZero()) {
      thread.scheduleWithFixedDelay(reload::look, each);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
