package com.aegispay.starter.http;

import com.aegispay.starter.access.Caller;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Makes the OpenAPI document say what the doors do: names in snake_case, the parameters that {@link
 * WebWiring} reads, the key of the caller.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
public class ApiDescription {

  private static final String API_KEY = "api_key";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class,
            Caller.Merchant.class,
            Caller.Operator.class,
            Caller.Service.class,
            ListQuery.class);
  }

  @Bean
  ModelResolver snakeCaseModels(ObjectMapperProvider mappers) {
    return new ModelResolver(
        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  @Bean
  OpenApiCustomizer callersKey() {
    return api ->
        api.schemaRequirement(
                API_KEY, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
            .addSecurityItem(new SecurityRequirement().addList(API_KEY));
  }

  @Bean
  OperationCustomizer sharedParameters() {
    return (operation, method) -> {
      if (takes(method, ListQuery.class)) {
        add(operation, "query", "limit", limit(), "How many at most.");
        add(operation, "query", "starting_after", new StringSchema(), "An id: what is older.");
        add(operation, "query", "ending_before", new StringSchema(), "An id: what is newer.");
      }
      if (method.hasMethodAnnotation(PostMapping.class)) {
        add(
            operation,
            "header",
            "Idempotency-Key",
            new StringSchema().minLength(1).maxLength(255),
            "A repeat with the same key gets the first answer.");
      }
      return operation;
    };
  }

  private static IntegerSchema limit() {
    IntegerSchema limit = new IntegerSchema();
    limit.setMinimum(BigDecimal.ONE);
    limit.setMaximum(BigDecimal.valueOf(WebWiring.MAX_LIMIT));
    limit.setDefault(WebWiring.DEFAULT_LIMIT);
    return limit;
  }

  private static boolean takes(HandlerMethod method, Class<?> type) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == type);
  }

  private static void add(
      Operation operation, String in, String name, Schema<?> schema, String description) {
    operation.addParametersItem(
        new Parameter().in(in).name(name).schema(schema).description(description).required(false));
  }
}
