/** 引擎中的可见范围: what of cases and tasks lies before people, as far as the engine must know of it. */
package org.redshield.bridge.engine.view;
