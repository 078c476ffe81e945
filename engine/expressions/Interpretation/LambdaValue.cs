using System.Reflection;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>A lambda of the expression as a delegate that sequence methods take.</summary>
internal sealed class LambdaValue<T, TResult>(Func<object?, object?> run)
{
    public TResult Run(T item) => (TResult)run(item)!;
}

internal static class LambdaValue
{
    /// <param name="type">A <see cref="Func{T, TResult}"/>.</param>
    public static Delegate Of(Type type, Func<object?, object?> run)
    {
        var value = typeof(LambdaValue<,>).MakeGenericType(type.GetGenericArguments());
        var method = value.GetMethod(nameof(LambdaValue<int, int>.Run), BindingFlags.Public | BindingFlags.Instance)!;
        return method.CreateDelegate(type, Activator.CreateInstance(value, run));
    }
}
