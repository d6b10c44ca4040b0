using System.Diagnostics;
using System.Globalization;

namespace ChiSo.Application.Jobs;

/// <summary>The process that works on a job, so that others on the same machine know at once when it is gone; for those on other machines its lease runs out.</summary>
/// <param name="Text">Machine, number of the process, and when that began.</param>
public sealed record JobOwner(string Text)
{
    /// <summary>The system tells a beginning to the hundredth of a second, and each reader rounds for itself.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    /// <summary>The process this runs in.</summary>
    public static JobOwner Current { get; } = OfThis();

    /// <summary>Whether it was a process of this machine that has ended; <c>false</c> where that can't be told.</summary>
    public bool IsKnownDead()
    {
        var parts = Text.Split('/');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var began))
            return false;
        try
        {
            using var process = Process.GetProcessById(number);
            return (process.StartTime.ToUniversalTime() - new DateTime(began, DateTimeKind.Utc)).Duration() > Rounding; // another took its number
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false; // it ends at this moment, or belongs to somebody else
        }
    }

    private static JobOwner OfThis()
    {
        using var process = Process.GetCurrentProcess();
        return new(string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName.Replace('/', '-')}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks}"));
    }
}
