package com.aegispay.lab.fleet;
import java.nio.file.*; import java.time.*; import java.util.*;
final class FleetTry {
  public static void main(String[] a) throws Exception {
    long t0=System.nanoTime();
    var plan=new FleetPlan(Path.of(a[0]),28080,Map.of("merchant-service",1,"payment-service",2,"fraud-service",1,"settlement-service",1,"notification-service",1,"analytics-service",1,"outbox-relay",1),
      new FleetPlan.Gateways(Duration.ofMillis(40),Duration.ofMillis(200),Duration.ofSeconds(4),Duration.ofSeconds(1)),Map.of(),FleetPlan.QUICK_START,true);
    try (var f=new Fleet(plan)) {
      f.start(n->System.out.printf("%.1f %s%n",(System.nanoTime()-t0)/1e9,n));
      for (String n: List.of("redis","kafka","postgres","payment-service-1","outbox-relay-1","settlement-service-1","notification-service-1","payment-service-2","postgres","kafka")) {
        long t=System.nanoTime(); f.node(n).kill(); long k=System.nanoTime(); f.node(n).start(); System.out.printf("%s kill %.1f start %.1f%n",n,(k-t)/1e9,(System.nanoTime()-k)/1e9);
      }
    }
  }
}
