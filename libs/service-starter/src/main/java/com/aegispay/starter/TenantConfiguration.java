package com.aegispay.starter;

import com.aegispay.starter.tenant.MerchantRows;
import com.aegispay.starter.tenant.WorkerRows;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Row-level security, for services whose schema has it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("aegispay.worker-database.username")
@EnableConfigurationProperties(WorkerDatabaseProperties.class)
class TenantConfiguration {

  /**
   * The worker's own few connections; the bean is its holder, so that it is no second DataSource.
   */
  record WorkerPool(HikariDataSource connections) implements AutoCloseable {
    @Override
    public void close() {
      connections.close();
    }
  }

  @Bean
  MerchantRows merchantRows(JdbcTemplate jdbc) {
    return new MerchantRows(jdbc);
  }

  @Bean
  WorkerPool workerPool(DataSource main, WorkerDatabaseProperties worker) {
    if (!(main instanceof HikariDataSource service)) {
      throw new IllegalStateException("The service's pool is not Hikari's.");
    }
    var pool = new HikariDataSource();
    pool.setJdbcUrl(service.getJdbcUrl());
    pool.setDataSourceProperties(service.getDataSourceProperties());
    pool.setConnectionTimeout(service.getConnectionTimeout());
    pool.setUsername(worker.username());
    pool.setPassword(worker.password());
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(worker.maximumPoolSize());
    pool.setPoolName("worker");
    return new WorkerPool(pool);
  }

  @Bean
  WorkerRows workerRows(WorkerPool pool) {
    return new WorkerRows(JdbcClient.create(pool.connections()));
  }
}
