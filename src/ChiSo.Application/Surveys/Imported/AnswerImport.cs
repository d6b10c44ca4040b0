using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>What taking a file of answers in would add. It tells how many, never what was answered.</summary>
/// <param name="Hash">Of the file, to be given back when it is taken in.</param>
/// <param name="Groups">In the order of units and strata.</param>
public sealed record AnswerImport(string FileName, string Hash, ImmutableArray<AnswerGroup> Groups)
{
    public int Answers => Groups.Sum(group => group.Answers);
}
