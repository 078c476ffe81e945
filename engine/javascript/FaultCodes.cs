namespace OcrWorkflows.JavaScript;

/// <summary>Codes of what may be wrong with a script; each has its line in docs/problems/javascript.md.</summary>
internal static class FaultCodes
{
    public const string Unreadable = "JSC001";
    public const string LaterSyntax = "JSC002";
    public const string TimedOut = "JSC003";
    public const string OutOfMemory = "JSC004";
    public const string WorkerLost = "JSC005";
    public const string Threw = "JSC006";
    public const string ResultNotPlain = "JSC007";
    public const string TooLong = "JSC008";
    public const string CallsTooDeep = "JSC009";
    public const string MessageTooLarge = "JSC010";
}
