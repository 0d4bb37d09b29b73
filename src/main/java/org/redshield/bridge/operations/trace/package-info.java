/** 链路追踪: how long what took, for who runs the bridge: spans by OpenTelemetry, where somebody wants them (ADR 0106). */
package org.redshield.bridge.operations.trace;
