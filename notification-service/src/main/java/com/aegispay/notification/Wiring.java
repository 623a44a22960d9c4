package com.aegispay.notification;

import com.aegispay.notification.feed.EventDoor;
import com.aegispay.notification.flow.Sending;
import com.aegispay.notification.outbound.HttpSender;
import com.aegispay.notification.outbound.PatientNames;
import com.aegispay.notification.outbound.PublicTargets;
import com.aegispay.notification.webhook.Ladder;
import com.aegispay.outbox.Feed;
import com.aegispay.outbox.FeedBeans;
import com.aegispay.outbox.Feeds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Puts the rooms together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
@Import(FeedBeans.class)
class Wiring {

  @Bean
  Ladder ladder(WebhookProperties properties) {
    return new Ladder(properties.ladder());
  }

  /** A lease outlives the attempt and the writing down of its outcome. */
  @Bean
  Sending.Pace pace(WebhookProperties properties) {
    return new Sending.Pace(
        properties.atOnce(),
        properties.perEndpoint(),
        properties.timeout().multipliedBy(2),
        properties.interval());
  }

  @Bean
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Bean
  PatientNames names(WebhookProperties properties) {
    return new PatientNames(properties.timeout());
  }

  @Bean
  HttpSender httpSender(InstantSource clock, WebhookProperties properties, PatientNames names) {
    DnsResolver targets = properties.allowPrivateTargets() ? names : new PublicTargets(names);
    return new HttpSender(clock, properties.timeout(), targets, properties.atOnce());
  }

  @Bean
  ConcurrentMessageListenerContainer<String, String> events(Feeds feeds, EventDoor door) {
    return feeds.listen(
        Feed.batches(
            NotificationApplication.NAME,
            door,
            EventDoor.MERCHANTS,
            "payments",
            "fraud",
            "settlements"));
  }
}
