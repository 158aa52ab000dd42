/**
 * The parts that every page has. Each script that is fetched by itself imports this first, so that all of it is one
 * script: many small ones are packed worse, and each is one more thing that can get lost.
 */
import "@preact/signals";
import "../core/api";
import "../core/span";
import "./button";
import "./card";
import "./choice";
import "./field-frame";
import "./notices";
import "./tables";
import "./tag";
