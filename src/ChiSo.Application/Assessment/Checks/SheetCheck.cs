using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Whether a finding stops a sheet from being handed in.</summary>
public enum Severity
{
    Blocking,

    Warning,
}

/// <summary>A check before a sheet is handed in: what it finds, how grave that is, what to do, and who may let it through.</summary>
/// <param name="Code">Stable; the code of the problem it tells.</param>
/// <param name="Override"><c>null</c> when nobody may let it through, and on warnings, which stop nothing.</param>
/// <param name="Finds">Whether the line has what the check looks for.</param>
public sealed record SheetCheck(string Code, Severity Severity, Words What, Words Remedy, OverrideRule? Override, Func<CheckedLine, bool> Finds)
{
    /// <summary>Whether only somebody outside the unit may let it through.</summary>
    public bool IsForOutside => Override is { By: Act.OverrideCheck };

    /// <summary>A kind of reason in words; one no longer in the table is told by its code.</summary>
    public Words GroundOf(string code) => Override?.Grounds.FirstOrDefault(ground => ground.Code == code)?.Words ?? Words.Same(code);
}

/// <summary>Who may let a blocking check through, and for what kind of reason.</summary>
/// <param name="By">The act that gives the right.</param>
/// <param name="Who">Whoever has that right, as people call them.</param>
/// <param name="Grounds">The kinds of reason that count; one is chosen, and told in words.</param>
public sealed record OverrideRule(Act By, Words Who, ImmutableArray<OverrideGround> Grounds);

/// <summary>A kind of reason for letting a check through.</summary>
/// <param name="Hint">What is to be said of it in words; <c>null</c> where that is the same as everywhere.</param>
public sealed record OverrideGround(string Code, Words Words, Words? Hint = null);

/// <summary>Something to look at before a sheet is handed in, at its line.</summary>
public sealed record Finding(SheetCheck Check, CriteriaNode Node)
{
    public Severity Severity => Check.Severity;

    public Problem Problem => new(Check.Code, $"{Node.Number} {Node.Name.Vi}", Check.What, Check.Remedy);
}

/// <summary>A blocking finding that was let through.</summary>
public sealed record LetThrough(Finding Finding, CheckOverride Override)
{
    /// <summary>The kind of reason, in words.</summary>
    public Words Ground => Finding.Check.GroundOf(Override.Ground);
}
