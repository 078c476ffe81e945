using System.Reflection;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>Reads one property by a delegate, which costs a tenth of reading it by reflection.</summary>
internal abstract class Getter
{
    public abstract object? From(object target);

    public static Getter Of(PropertyInfo property) => property.GetMethod is { IsStatic: false, DeclaringType: { IsValueType: false } owner } method
        ? (Getter)Activator.CreateInstance(typeof(Delegated<,>).MakeGenericType(owner, property.PropertyType), method)!
        : new Reflected(property);

    private sealed class Delegated<TOwner, TValue>(MethodInfo method) : Getter
    {
        private readonly Func<TOwner, TValue> _get = method.CreateDelegate<Func<TOwner, TValue>>();

        public override object? From(object target) => _get((TOwner)target);
    }

    /// <summary>Of a structure, which a delegate takes by reference.</summary>
    private sealed class Reflected(PropertyInfo property) : Getter
    {
        public override object? From(object target) => property.GetValue(target);
    }
}
