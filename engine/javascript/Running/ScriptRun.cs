using System.Text.Json;
using Jint;
using Jint.Parser;
using Jint.Runtime;

namespace OcrWorkflows.JavaScript.Running;

/// <summary>One script in an engine of its own: nothing is left over from the one before.</summary>
internal sealed class ScriptRun(JsonElement request)
{
    public static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <summary>Scripts have no clock and no dice: a turn of a workflow must come out the same when it is taken again.</summary>
    private const string Surroundings = """
        (function (now) {
            var Real = Date;
            function Fixed(year, month, day, hour, minute, second, ms) {
                if (!(this instanceof Fixed)) { return new Real(now).toString(); }
                switch (arguments.length) {
                    case 0: return new Real(now);
                    case 1: return new Real(year);
                    default: return new Real(year, month, day === undefined ? 1 : day, hour || 0, minute || 0, second || 0, ms || 0);
                }
            }
            Fixed.prototype = Real.prototype;
            Fixed.prototype.constructor = Fixed;
            Fixed.now = function () { return now; };
            Fixed.parse = Real.parse;
            Fixed.UTC = Real.UTC;
            Date = Fixed;
            Math.random = function () { throw new Error('Math.random is not available: a workflow must come out the same when its turn is taken again.'); };
        })(NOW);
        """;

    public ScriptOutcome Run()
    {
        var text = ScriptReader.Read(request.GetProperty("source").GetString()!);
        if (text.Program is null)
        {
            return new ScriptOutcome(null, None, text.Fault);
        }

        try
        {
            return Run(text);
        }
        catch (JavaScriptException fault)
        {
            return Faulted(FaultCodes.Threw, $"The script threw: {fault.Message}", fault.LineNumber, fault.LineNumber == 1 ? fault.Column + 1 - text.Shift : fault.Column + 1);
        }
        catch (RecursionDepthOverflowException)
        {
            return Faulted(FaultCodes.CallsTooDeep, $"Functions call one another more than {request.GetProperty("callDepth").GetInt32()} deep.");
        }
        catch (ParserException fault)
        {
            return Faulted(FaultCodes.Unreadable, $"The prelude cannot be read: {fault.Message}");
        }
        catch (NotPlainException fault)
        {
            return Faulted(FaultCodes.ResultNotPlain, fault.Message);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Faulted(FaultCodes.Threw, $"The script broke the engine that runs it: {fault.Message}");
        }
    }

    private ScriptOutcome Run(ScriptText text)
    {
        var engine = new Engine(options => options
            .LimitRecursion(request.GetProperty("callDepth").GetInt32())
            .LocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"))
            .Culture(System.Globalization.CultureInfo.InvariantCulture));
        engine.Execute(Surroundings.Replace("NOW", request.GetProperty("now").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var values = new PlainValues(engine);
        foreach (var global in request.GetProperty("globals").EnumerateObject())
        {
            engine.SetValue(global.Name, values.From(global.Value));
        }

        engine.Execute(request.GetProperty("prelude").GetString()!);
        engine.Execute(text.Program);
        var value = values.Of(engine.GetCompletionValue());
        var back = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in request.GetProperty("readBack").EnumerateArray().Select(n => n.GetString()!))
        {
            back[name] = values.Of(engine.GetValue(name));
        }

        return new ScriptOutcome(value, back, null);
    }

    private static ScriptOutcome Faulted(string code, string message, int line = 0, int column = 0) =>
        new(null, None, new ScriptFault(code, message, line, Math.Max(0, column)));
}
