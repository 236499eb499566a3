package io.reinstate.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The shop's own files, as they are packed with Reinstate. */
final class ShopResources {

  private static final String ROOT = "/demo/shop/";
  private static final String HOME = ROOT + "home/";

  private ShopResources() {}

  static InputStream open(String name) {
    return ShopResources.class.getResourceAsStream(ROOT + name);
  }

  /** Writes the files of the first release into an empty directory. */
  static void copyHome(Path target) throws IOException {
    var resources = new PathMatchingResourcePatternResolver();
    for (var resource : resources.getResources("classpath:" + HOME + "**")) {
      if (isFile(resource)) {
        copy(resource, target);
      }
    }
  }

  private static void copy(Resource resource, Path target) throws IOException {
    var url = resource.getURL().getPath();
    var file = target.resolve(url.substring(url.lastIndexOf(HOME) + HOME.length()));
    Files.createDirectories(file.getParent());
    try (var stream = resource.getInputStream()) {
      Files.copy(stream, file);
    }
  }

  private static boolean isFile(Resource resource) throws IOException {
    return resource.isReadable() && !resource.getURL().getPath().endsWith("/");
  }
}
