using System.Linq.Expressions;
using OcrWorkflows.Expressions.Plain;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Rules.Plain;

/// <summary>Goes through the members of a record of Newtonsoft.Json as long as they come in the order that is expected.</summary>
/// <param name="property">The first member.</param>
/// <param name="next">The step that is expected for it; afterwards the one that comes after the last member taken.</param>
/// <param name="slots">Takes the values.</param>
/// <returns>The first member that is not the expected one; null when there are no more.</returns>
internal delegate object? Walk(object property, ExpectedMember[] steps, ref int next, PlainSlot[] slots, WalkedRecord record);

/// <summary>The record that a <see cref="Walk"/> goes through.</summary>
internal readonly record struct WalkedRecord(NewtonsoftTokens Tokens, PlainLayout Layout, Scratch Scratch, int Depth)
{
    /// <summary>Asked for what is no plain scalar. A member that is passed over is looked at too: it may be nested too deep.</summary>
    public object? Other(object token, int slot) => Tokens.Other(slot < 0 ? null : Layout.Members[slot].Layout, token, Scratch, Depth + 1);
}

internal static class NewtonsoftWalk
{
    /// <param name="member">JProperty.</param>
    /// <param name="scalar">JValue.</param>
    public static Walk Compile(Type member, Type scalar)
    {
        var (first, steps, next) = (Parameter(typeof(object), "property"), Parameter(typeof(ExpectedMember[]), "steps"), Parameter(typeof(int).MakeByRefType(), "next"));
        var (slots, record) = (Parameter(typeof(PlainSlot[]), "slots"), Parameter(typeof(WalkedRecord), "record"));
        var (at, held, slot) = (Variable(member, "at"), Variable(typeof(object), "held"), Variable(typeof(int), "slot"));
        var end = Label(typeof(object), "end");
        var step = ArrayAccess(steps, next);
        return Lambda<Walk>(
            Block(
                [at, held, slot],
                Assign(at, Expression.Convert(first, member)),
                Loop(
                    Block(
                        IfThen(Not(AndAlso(Property(step, nameof(ExpectedMember.IsExact)), Equal(Property(at, "Name"), Property(step, nameof(ExpectedMember.Name))))), Return(end, at)),
                        Assign(slot, Property(step, nameof(ExpectedMember.Slot))),
                        Assign(held, Property(at, "Value")),
                        Take(held, scalar, slot, slots, record),
                        PreIncrementAssign(next),
                        Assign(held, Property(at, "Next")),
                        IfThen(ReferenceEqual(held, Constant(null)), Return(end, Constant(null))),
                        Assign(at, Expression.Convert(held, member))),
                    null),
                Label(end, Constant(null))),
            first,
            steps,
            next,
            slots,
            record).Compile();
    }

    private static ConditionalExpression Take(ParameterExpression held, Type scalar, ParameterExpression slot, ParameterExpression slots, ParameterExpression record)
    {
        var content = Variable(typeof(object), "content");
        Type[] plain = [typeof(string), typeof(long), typeof(bool), typeof(double), typeof(DateTime)];
        var isPlain = plain.Aggregate((Expression)ReferenceEqual(content, Constant(null)), (any, type) => OrElse(any, TypeEqual(content, type)));
        var isRead = GreaterThanOrEqual(slot, Constant(0));
        var value = Field(ArrayAccess(slots, slot), nameof(PlainSlot.Value));
        var other = Call(record, nameof(WalkedRecord.Other), null, held, slot);
        return IfThenElse(
            TypeEqual(held, scalar),
            IfThen(isRead, Block([content], Assign(content, Property(Expression.Convert(held, scalar), "Value")), Assign(value, Condition(isPlain, content, other)))),
            Block([content], Assign(content, other), IfThen(isRead, Assign(value, content))));
    }
}
