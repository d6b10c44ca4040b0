using System.Reflection;
using System.Reflection.Emit;

namespace ChiSo.Web.Tests.House;

/// <summary>One place where a type of ours names something: in its bases, fields, signatures or the code of its methods.</summary>
/// <param name="By">The outermost type that does, so that lambdas and nested cases count as the type people see.</param>
/// <param name="Of">The type used, generic arguments taken apart.</param>
/// <param name="Member">The member called or read, such as <c>get_CurrentCulture</c>; <c>null</c> for the type alone.</param>
internal readonly record struct Use(Type By, Type Of, string? Member);

/// <summary>Reads which types an assembly really uses, from its metadata and its method bodies.</summary>
internal static class Uses
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value); // static fields of OpCodes are never null

    public static IEnumerable<Use> In(Assembly assembly) => assembly.GetTypes().SelectMany(By).Where(use => use.By != use.Of).Distinct();

    private static IEnumerable<Use> By(Type type)
    {
        var by = type;
        while (by.DeclaringType is { } outer)
            by = outer;
        var named = type.GetInterfaces().Append(type.BaseType).Concat(type.GetFields(Own).Select(field => field.FieldType));
        var methods = type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)).ToList();
        named = named.Concat(methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType));
        return named.SelectMany(Plain).Select(used => new Use(by, used, null)).Concat(methods.SelectMany(method => InBody(by, method)));
    }

    private static IEnumerable<Use> InBody(Type by, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables.SelectMany(local => Plain(local.LocalType)))
            yield return new(by, local, null);
        foreach (var member in Tokens(body.GetILAsByteArray() ?? []).Select(token => Resolve(method, token)).OfType<MemberInfo>())
        {
            foreach (var type in Plain(member as Type ?? member.DeclaringType))
                yield return new(by, type, member is Type ? null : member.Name);
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                foreach (var type in generic.GetGenericArguments().SelectMany(Plain))
                    yield return new(by, type, null);
            }
        }
    }

    private static IEnumerable<Type> Plain(Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return [];
        if (type.HasElementType)
            return Plain(type.GetElementType());
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Plain).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod);
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
