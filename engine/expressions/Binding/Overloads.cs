using System.Reflection;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Chooses among methods of one name as C# does: the one whose parameters are nowhere further from the arguments and somewhere nearer.</summary>
internal static class Overloads
{
    internal sealed record Choice(MethodBase Method, IReadOnlyList<Bound> Arguments, IReadOnlyList<Distance> Distances, bool Expanded);

    /// <summary>Best choices; none when nothing fits, several when the call is ambiguous.</summary>
    public static IReadOnlyList<Choice> Resolve(IEnumerable<MethodBase> methods, IReadOnlyList<Bound> arguments, Func<MethodBase, IEnumerable<Type>> parametersOf)
    {
        var fitting = methods.SelectMany(m => Forms(m, [.. parametersOf(m)], arguments)).ToList();
        if (fitting.Count < 2)
        {
            return fitting;
        }

        return [.. fitting.Where(candidate => !fitting.Any(other => !ReferenceEquals(other, candidate) && IsBetter(other, candidate)))];
    }

    private static IEnumerable<Choice> Forms(MethodBase method, Type[] parameters, IReadOnlyList<Bound> arguments)
    {
        if (parameters.Length == arguments.Count && Fit(method, parameters, arguments, false) is { } normal)
        {
            yield return normal;
            yield break;
        }

        var last = method.GetParameters().LastOrDefault();
        if (last?.IsDefined(typeof(ParamArrayAttribute)) != true || arguments.Count < parameters.Length - 1)
        {
            yield break;
        }

        var element = parameters[^1].GetElementType()!;
        var fixedCount = parameters.Length - 1;
        var types = parameters.Take(fixedCount).Concat(Enumerable.Repeat(element, arguments.Count - fixedCount)).ToArray();
        if (Fit(method, types, arguments, true) is { } expanded)
        {
            yield return expanded with
            {
                Arguments = [.. expanded.Arguments.Take(fixedCount), new BoundArray(element, [.. expanded.Arguments.Skip(fixedCount)])],
            };
        }
    }

    private static Choice? Fit(MethodBase method, Type[] parameters, IReadOnlyList<Bound> arguments, bool expanded)
    {
        var converted = new Bound[arguments.Count];
        var distances = new Distance[arguments.Count];
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Conversions.Implicit(arguments[i], parameters[i]) is { } conversion)
            {
                (converted[i], distances[i]) = conversion;
            }
            else if (arguments[i] is BoundConstant { Value: string } text && Conversions.FromText(text, parameters[i]) is { } read)
            {
                (converted[i], distances[i]) = (read, Distance.FromText);
            }
            else
            {
                return null;
            }
        }

        return new Choice(method, converted, distances, expanded);
    }

    private static bool IsBetter(Choice one, Choice other)
    {
        var better = JsonPreference(one) - JsonPreference(other);
        return better != 0 ? better < 0 : IsNearer(one, other);
    }

    private static bool IsNearer(Choice one, Choice other)
    {
        var better = false;
        for (var i = 0; i < one.Distances.Count; i++)
        {
            var comparison = Compare(one, other, i);
            if (comparison > 0)
            {
                return false;
            }

            better |= comparison < 0;
        }

        return better || (other.Expanded && !one.Expanded);
    }

    private static int Compare(Choice one, Choice other, int index)
    {
        if (one.Distances[index] != other.Distances[index])
        {
            return one.Distances[index].CompareTo(other.Distances[index]);
        }

        var (mine, theirs) = (TypeAt(one, index), TypeAt(other, index));
        if (mine == theirs)
        {
            return 0;
        }

        var narrower = Numbers.Widens(mine, theirs) || (!mine.IsValueType && theirs.IsAssignableFrom(mine));
        var wider = Numbers.Widens(theirs, mine) || (!theirs.IsValueType && mine.IsAssignableFrom(theirs));
        return narrower == wider ? 0 : narrower ? -1 : 1;
    }

    private static Type TypeAt(Choice choice, int index) =>
        choice.Expanded && index >= choice.Arguments.Count - 1 ? ((BoundArray)choice.Arguments[^1]).Element : choice.Arguments[index].Type;

    private static int JsonPreference(Choice choice) =>
        choice.Distances.Select((distance, i) => distance == Distance.FromJson ? JsonRank(TypeAt(choice, i)) : 0).Sum();

    /// <summary>Which parameter a JSON value prefers, since its own type is not known yet.</summary>
    private static int JsonRank(Type type) =>
        type == typeof(string) ? 0 : type == typeof(decimal) ? 1 : type == typeof(long) ? 2 : type == typeof(int) ? 3 : type == typeof(double) ? 4 : 10 + (int)Type.GetTypeCode(type);
}
