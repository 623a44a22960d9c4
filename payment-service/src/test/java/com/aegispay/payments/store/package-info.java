@NullMarked
package com.aegispay.payments.store;

import org.jspecify.annotations.NullMarked;
