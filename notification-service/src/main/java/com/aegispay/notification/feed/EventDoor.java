package com.aegispay.notification.feed;

import com.aegispay.outbox.BatchHandler;
import com.aegispay.outbox.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Others' events, in the inbox's transaction. Endpoints come first, so that they count for the
 * events that came with them.
 */
@Component
public class EventDoor implements BatchHandler {

  public static final String MERCHANTS = "merchants";

  private final MerchantFeed merchants;
  private final EventFeed events;

  public EventDoor(MerchantFeed merchants, EventFeed events) {
    this.merchants = merchants;
    this.events = events;
  }

  @Override
  public void apply(List<ReceivedEvent> batch) {
    List<ReceivedEvent> others = new ArrayList<>();
    for (ReceivedEvent event : batch) {
      if (event.topic().equals(MERCHANTS)) {
        merchants.apply(event);
      } else {
        others.add(event);
      }
    }
    events.apply(others);
  }
}
