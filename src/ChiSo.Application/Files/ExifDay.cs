using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ChiSo.Application.Files;

/// <summary>The day a photograph was taken, as its camera wrote it (DateTimeOriginal of EXIF): the picture library doesn't read it.</summary>
internal static class ExifDay
{
    private const ushort SubDirectory = 0x8769;
    private const ushort Original = 0x9003;
    private const int EntryLength = 12;

    /// <summary>The head of the part in a JPEG as in a HEIC; where it lies in the file is told apart by nothing else.</summary>
    private static ReadOnlySpan<byte> Head => "Exif\0\0"u8;

    /// <returns><c>null</c> when the file says none; every offset in it is checked, since anybody can write them.</returns>
    public static DateOnly? Of(ReadOnlySpan<byte> file)
    {
        for (int found; (found = file.IndexOf(Head)) >= 0;)
        {
            file = file[(found + Head.Length)..];
            if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
                return new Tiff(file).Day();
        }

        return null;
    }

    /// <summary>The directories of the part, in the order of bytes it declares.</summary>
    private readonly ref struct Tiff(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        public DateOnly? Day()
        {
            if (Find(Number(4), SubDirectory) is not { } to || Find(to, Original) is not { } place || place > (uint)bytes.Length || bytes.Length - (int)place < 10)
                return null;
            return DateOnly.TryParseExact(Encoding.ASCII.GetString(bytes.Slice((int)place, 10)), "yyyy:MM:dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        }

        /// <summary>The value of a tag: a number, or where longer values lie; <c>null</c> when the directory lacks it or lies outside.</summary>
        private uint? Find(uint? directory, ushort tag)
        {
            if (directory is not { } start || Short(start) is not { } count)
                return null;
            for (uint entry = 0; entry < count; entry++)
            {
                var place = start + 2 + entry * EntryLength;
                if (Short(place) is not { } found)
                    return null;
                if (found == tag)
                    return Number(place + 8);
            }

            return null;
        }

        private ushort? Short(uint place) => !Holds(place, 2) ? null
            : bytes[0] == 'I' ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)place..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)place..]);

        private uint? Number(uint place) => !Holds(place, 4) ? null
            : bytes[0] == 'I' ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)place..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)place..]);

        private bool Holds(uint place, int length) => place <= (uint)bytes.Length && bytes.Length - (int)place >= length;
    }
}
