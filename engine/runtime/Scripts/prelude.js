// The functions a workflow offers to its scripts. `__ocr` holds what the script may see; what it changes is left in `__changes`.
(function (global) {
    var ocr = __ocr, touched = {}, store = {};
    var changes = global.__changes = { touched: touched, outcomes: null };

    function has(object, name) { return Object.prototype.hasOwnProperty.call(object, name); }
    function pascal(name) { return name.charAt(0).toUpperCase() + name.slice(1); }
    function orNull(value) { return value === undefined ? null : value; }

    function read(name) {
        if (!has(store, name)) { return null; }
        if (store[name] !== null && typeof store[name] === 'object') { touched[name] = store[name]; }
        return store[name];
    }

    function write(name, value) {
        if (!has(store, name)) { throw new Error('There is no variable "' + name + '" in sight.'); }
        store[name] = touched[name] = orNull(value);
    }

    function find(object, name) {
        if (has(object, name)) { return object[name]; }
        for (var other in object) {
            if (has(object, other) && other.toLowerCase() === String(name).toLowerCase()) { return object[other]; }
        }
        return null;
    }

    global.variables = {};
    for (var name in ocr.variables) {
        if (has(ocr.variables, name)) {
            (function (name) {
                store[name] = ocr.variables[name];
                Object.defineProperty(global.variables, name, { get: function () { return read(name); }, set: function (v) { write(name, v); }, enumerable: true });
                global['get' + pascal(name)] = function () { return read(name); };
                global['set' + pascal(name)] = function (v) { write(name, v); };
            })(name);
        }
    }

    global.getInput = function (name) { changes.readInput = true; return find(ocr.input, name); };
    for (var input in ocr.input) {
        if (has(ocr.input, input)) {
            (function (input) { global['get' + pascal(input)] = function () { changes.readInput = true; return ocr.input[input]; }; })(input);
        }
    }

    global.getOutputFrom = function (activity, output) {
        var outputs = has(ocr.outputs, activity) ? ocr.outputs[activity] : null;
        return outputs === null ? null : orNull(find(outputs, output === undefined || output === null ? 'result' : output));
    };
    for (var i = 0; i < ocr.accessors.length; i++) {
        (function (accessor) {
            global['get' + pascal(accessor.output) + 'From' + pascal(accessor.name)] = function () { return global.getOutputFrom(accessor.name, accessor.output); };
        })(ocr.accessors[i]);
    }

    // bytes are lists of numbers from 0 to 255
    var digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    function utf8(text) {
        var escaped = encodeURIComponent(text), bytes = [];
        for (var i = 0; i < escaped.length; i++) {
            if (escaped.charAt(i) === '%') { bytes.push(parseInt(escaped.substr(i + 1, 2), 16)); i += 2; } else { bytes.push(escaped.charCodeAt(i)); }
        }
        return bytes;
    }
    function text(bytes) {
        var escaped = '';
        for (var i = 0; i < bytes.length; i++) { escaped += '%' + (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16); }
        return decodeURIComponent(escaped);
    }
    function toBase64(bytes) {
        var written = '';
        for (var i = 0; i < bytes.length; i += 3) {
            var left = bytes.length - i, n = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
            written += digits.charAt(n >> 18) + digits.charAt((n >> 12) & 63) + (left > 1 ? digits.charAt((n >> 6) & 63) : '=') + (left > 2 ? digits.charAt(n & 63) : '=');
        }
        return written;
    }
    function fromBase64(written) {
        var bytes = [], bits = 0, n = 0;
        for (var i = 0; i < written.length; i++) {
            var c = written.charAt(i);
            if (c === '=') { break; }
            var digit = digits.indexOf(c);
            if (digit < 0) { throw new Error('The text is no base64.'); }
            n = ((n << 6) | digit) & 0xffffff;
            bits += 6;
            if (bits >= 8) { bits -= 8; bytes.push((n >> bits) & 255); }
        }
        return bytes;
    }

    // no dice: identities come from the place of the script in its instance
    var seed = ocr.seed.slice(0);
    function byte() {
        var t = seed[3], s = seed[0];
        seed[3] = seed[2]; seed[2] = seed[1]; seed[1] = s;
        t ^= t << 11; t ^= t >>> 8;
        seed[0] = (t ^ s ^ (s >>> 19)) >>> 0;
        return (seed[0] >>> 8) & 255;
    }
    function guid() {
        var hex = '';
        for (var i = 0; i < 16; i++) {
            var b = byte();
            b = i === 6 ? (b & 15) | 64 : i === 8 ? (b & 63) | 128 : b;
            hex += (b < 16 ? '0' : '') + b.toString(16) + (i === 3 || i === 5 || i === 7 || i === 9 ? '-' : '');
        }
        return hex;
    }

    var offered = {
        getVariable: read,
        setVariable: write,
        getLastResult: function () { return orNull(ocr.lastResult); },
        getWorkflowDefinitionId: function () { return ocr.definitionId; },
        getWorkflowDefinitionVersionId: function () { return ocr.definitionVersionId; },
        getWorkflowDefinitionVersion: function () { return ocr.definitionVersion; },
        getWorkflowInstanceId: function () { return ocr.instanceId; },
        getWorkflowInstanceName: function () { return ocr.name; },
        setWorkflowInstanceName: function (v) { changes.name = ocr.name = orNull(v); },
        getCorrelationId: function () { return ocr.correlationId; },
        setCorrelationId: function (v) { changes.correlationId = ocr.correlationId = orNull(v); },
        setOutcome: function (v) { changes.outcomes = [String(v)]; },
        setOutcomes: function (v) { changes.outcomes = v; },
        isNullOrWhiteSpace: function (v) { return v === null || v === undefined || /^\s*$/.test(String(v)); },
        isNullOrEmpty: function (v) { return v === null || v === undefined || String(v) === ''; },
        toJson: function (v) { return JSON.stringify(v); },
        parseGuid: function (v) {
            var hex = String(v).replace(/[{}()-]/g, '').toLowerCase();
            if (!/^[0-9a-f]{32}$/.test(hex)) { throw new Error('The text is no GUID.'); }
            return [hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20)].join('-');
        },
        newGuid: guid,
        newGuidString: guid,
        newShortGuid: function () {
            var bytes = [];
            for (var i = 0; i < 16; i++) { bytes.push(byte()); }
            return toBase64(bytes).replace(/[+\/=]/g, '');
        },
        bytesToString: text,
        bytesFromString: utf8,
        bytesToBase64: toBase64,
        bytesFromBase64: fromBase64,
        stringToBase64: function (v) { return toBase64(utf8(v)); },
        stringFromBase64: function (v) { return text(fromBase64(v)); }
    };
    for (var own in offered) { global[own] = offered[own]; }
})(this);
