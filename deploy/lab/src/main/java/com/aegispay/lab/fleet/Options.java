package com.aegispay.lab.fleet;

import com.aegispay.local.Installation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A child's options in a file that only its owner reads: they hold secrets. */
final class Options {

  private Options() {}

  static void write(Path file, Map<String, String> options) throws IOException {
    var properties = new Properties();
    properties.putAll(options);
    var text = new StringWriter();
    properties.store(text, null);
    Installation.writePrivately(file, text.toString());
  }

  static Map<String, String> read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    var options = new TreeMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(name -> options.put(name, properties.getProperty(name)));
    return options;
  }
}
