package com.aegispay.fraud.store;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/** The stored ones; pages of them are read with {@link IdRange}. */
public interface Reviews
    extends JpaRepository<Review, Review.Key>, JpaSpecificationExecutor<Review> {}
