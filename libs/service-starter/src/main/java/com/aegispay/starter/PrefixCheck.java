package com.aegispay.starter;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Refuses to start with a group of options under {@code aegispay.} that nobody reads: a typo would
 * otherwise be a setting that silently does nothing. (Typos within a group are refused by its own
 * record.)
 */
final class PrefixCheck implements SmartInitializingSingleton {

  private static final String OURS = "aegispay.";

  private final ApplicationContext context;
  private final ConfigurableEnvironment environment;

  PrefixCheck(ApplicationContext context, ConfigurableEnvironment environment) {
    this.context = context;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Set<String> read = new TreeSet<>();
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      ConfigurationProperties properties =
          bean.getClass().getAnnotation(ConfigurationProperties.class);
      if (properties != null) {
        read.add(properties.prefix());
      }
    }
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable
          && !source.getName().startsWith("system")) {
        for (String name : enumerable.getPropertyNames()) {
          if (name.startsWith(OURS) && read.stream().noneMatch(p -> name.startsWith(p + "."))) {
            throw new IllegalStateException(
                "Nothing reads the option '%s'. The groups of this service are: %s."
                    .formatted(name, String.join(", ", read)));
          }
        }
      }
    }
  }
}
