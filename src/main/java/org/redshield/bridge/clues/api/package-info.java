/** 线索对外接口: what other cooperations may know of clues and of the cases that they became. */
package org.redshield.bridge.clues.api;
