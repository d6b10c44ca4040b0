using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A table as programs of statistics keep it: variables with labels, and rows made while they are written.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Rows">Each as long as <paramref name="Variables"/>; a text for a variable of text, a number for one of numbers.</param>
public sealed record LabelledTable(string Title, ImmutableArray<Variable> Variables, IEnumerable<ImmutableArray<Datum>> Rows);

/// <summary>A column of a table of statistics.</summary>
/// <param name="Name">As the table of answers names it; formats that allow less change it.</param>
/// <param name="Label">The question.</param>
public sealed record Variable(string Name, string Label, VariableKind Kind)
{
    /// <summary>Bytes of the longest text, in UTF-8; for texts only.</summary>
    public int Width { get; init; }

    /// <summary>Digits after the comma that are shown; for numbers only.</summary>
    public int Decimals { get; init; }

    /// <summary>What the numbers stand for; for scales and choices only.</summary>
    public ImmutableArray<ValueLabel> Values { get; init; } = [];
}

/// <summary>What a variable holds.</summary>
public enum VariableKind
{
    Text,

    /// <summary>Numbers that name something.</summary>
    Nominal,

    /// <summary>Numbers that put something in order.</summary>
    Ordinal,

    /// <summary>Numbers that measure.</summary>
    Scale,
}

/// <summary>What one number stands for.</summary>
/// <param name="IsMissing">An answer that is no value: "no opinion".</param>
public sealed record ValueLabel(int Value, string Label, bool IsMissing = false);

/// <summary>One value.</summary>
/// <param name="Text">For variables of text.</param>
/// <param name="Number"><c>null</c> for no answer.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Datum(string Text, double? Number)
{
    public static Datum Of(string text) => new(text, null);

    public static Datum Of(double? number) => new("", number);
}
