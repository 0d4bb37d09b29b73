/** 引擎历史: what the engine writes about the past, and how it gets rid of it. */
package org.redshield.bridge.engine.history;
