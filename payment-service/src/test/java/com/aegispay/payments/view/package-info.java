@NullMarked
package com.aegispay.payments.view;

import org.jspecify.annotations.NullMarked;
