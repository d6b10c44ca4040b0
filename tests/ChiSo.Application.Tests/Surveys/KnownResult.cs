using ChiSo.Engine;

namespace ChiSo.Application.Tests.Surveys;

internal static class KnownResult
{
    /// <summary>The value, or a failed test that shows the problems.</summary>
    public static T Known<T>(this Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join("; ", result.Problems));
}
