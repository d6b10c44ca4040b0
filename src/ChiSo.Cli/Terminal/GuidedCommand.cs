using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>A line to copy and what it does.</summary>
internal sealed record Example(string Line, Words Does);

/// <summary>A command that shows how it is used: every command of the program is one.</summary>
internal sealed class GuidedCommand(string name, string description) : Command(name, description)
{
    public ImmutableArray<Example> Examples { get; init; } = [];
}
