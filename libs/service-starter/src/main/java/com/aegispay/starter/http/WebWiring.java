package com.aegispay.starter.http;

import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What controllers may take as parameters beyond Spring's own: {@link Caller}, {@link ListQuery}.
 */
public final class WebWiring implements WebMvcConfigurer {

  static final int DEFAULT_LIMIT = 10;
  static final int MAX_LIMIT = 100;

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new Callers());
    resolvers.add(new ListQueries());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParametersOnly()).addPathPatterns("/v1/**");
  }

  private static final class Callers implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
      Caller caller = servletRequest == null ? null : RequestContext.of(servletRequest).caller();
      if (!parameter.getParameterType().isInstance(caller)) {
        throw Problem.of(
                ProblemCode.PERMISSION_DENIED,
                parameter.getParameterType() == Caller.Merchant.class
                    ? "This path needs a merchant's API key."
                    : "This path needs an operator's credential.")
            .asException();
      }
      return caller;
    }
  }

  private static final class ListQueries implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == ListQuery.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      String after = request.getParameter("starting_after");
      String before = request.getParameter("ending_before");
      if (after != null && before != null) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_INVALID,
                "ending_before",
                "Give either starting_after or ending_before.")
            .asException();
      }
      checkCursor("starting_after", after);
      checkCursor("ending_before", before);
      return new ListQuery(limit(request.getParameter("limit")), after, before);
    }

    private static void checkCursor(String name, @Nullable String id) {
      if (id != null && !id.matches("[a-z]{2,5}_[0-9A-Za-z_-]{1,64}")) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_INVALID, name, name + " must be the id of an object.")
            .asException();
      }
    }

    private static int limit(@Nullable String text) {
      if (text == null) {
        return DEFAULT_LIMIT;
      }
      if (text.matches("[0-9]{1,3}")) {
        int limit = Integer.parseInt(text);
        if (limit >= 1 && limit <= MAX_LIMIT) {
          return limit;
        }
      }
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "limit", "limit must be a whole number from 1 to 100.")
          .asException();
    }
  }

  /** A misspelt query parameter must not silently widen a list. */
  private static final class KnownParametersOnly implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      refuseNul(request);
      if (request.getQueryString() == null || !(handler instanceof HandlerMethod method)) {
        return true;
      }
      Set<String> known = known(method);
      for (String name : request.getParameterMap().keySet()) {
        if (!known.contains(name)) {
          throw Problem.ofParam(
                  ProblemCode.PARAMETER_UNKNOWN, name, "There is no query parameter of this name.")
              .asException();
        }
      }
      return true;
    }

    /** PostgreSQL has no U+0000, so no value of ours has one. */
    private static void refuseNul(HttpServletRequest request) {
      if (request.getRequestURI().contains("%00")) {
        throw Problem.missing("object", "of this id").asException();
      }
      request
          .getParameterMap()
          .forEach(
              (name, values) -> {
                for (String value : values) {
                  if (value.indexOf('\0') >= 0) {
                    throw Problem.ofParam(
                            ProblemCode.PARAMETER_INVALID, name, name + " must be plain text.")
                        .asException();
                  }
                }
              });
    }

    private static Set<String> known(HandlerMethod method) {
      Set<String> known = new HashSet<>();
      for (MethodParameter parameter : method.getMethodParameters()) {
        RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
        if (named != null) {
          known.add(named.name().isEmpty() ? named.value() : named.name());
          known.add(parameter.getParameter().getName());
        }
        if (parameter.getParameterType() == ListQuery.class) {
          known.addAll(List.of("limit", "starting_after", "ending_before"));
        }
      }
      return known;
    }
  }
}
