// node validate.mjs SCHEMA FILES...: one line a file, "ok" or its first mistakes; the exit code is 0 whatever the files hold.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
for (const file of files) {
  const ok = validate(JSON.parse(readFileSync(file, "utf8")));
  console.log(ok ? "ok" : validate.errors.slice(0, 5).map((error) => `${error.instancePath} ${error.message}`).join("; "));
}
