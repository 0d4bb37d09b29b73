/** 输入限度: how much of what people send may come, where the bridge itself reads it: measured before anything makes objects of it. */
package org.redshield.bridge.engine.input;
