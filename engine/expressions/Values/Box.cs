namespace OcrWorkflows.Expressions.Values;

/// <summary>Objects made once for values that plain data is full of.</summary>
public static class Box
{
    private const int Most = 256;

    private static readonly object[] s_numbers = [.. Enumerable.Range(0, Most).Select(n => (object)n)];

    private static readonly object[] s_characters = [.. Enumerable.Range(0, 128).Select(c => (object)(char)c)];

    public static object True { get; } = true;

    public static object False { get; } = false;

    public static object Of(int number) => (uint)number < Most ? s_numbers[number] : number;

    public static object Of(char character) => character < s_characters.Length ? s_characters[character] : character;
}
