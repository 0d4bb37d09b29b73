/** 引擎装配: puts the parts into the engine before it starts. Nothing imports it. */
package org.redshield.bridge.engine.wiring;
